"""The published language of Helder: what crosses a process border, and nothing else."""

import warnings

# A field may be called `register`: what pydantic warns of is a method of every class with abstract methods.
warnings.filterwarnings("ignore", 'Field name "register"', UserWarning)
