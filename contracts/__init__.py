"""The published language of Helder: what crosses a process border, and nothing else."""

import warnings

# A field may be called `register`; pydantic takes the method of that name of every class with abstract methods for ours.
warnings.filterwarnings("ignore", 'Field name "register"', UserWarning)
