"""The national register: importing its exports, waiting until all is heard, and taking entries over."""
