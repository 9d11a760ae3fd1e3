"""The national register: reading its exports, importing them, waiting until all is heard, and taking entries over."""
