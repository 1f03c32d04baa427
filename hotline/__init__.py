"""The hotline's own process."""

import os

# Read when NumPy is imported. Our products are of a few numbers: threads would not help, and a process with
# threads cannot be forked safely.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
