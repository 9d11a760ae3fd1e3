"""The published language of Helder: what crosses a process border, and nothing else."""
