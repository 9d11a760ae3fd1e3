"""Rules of dpia: pure decisions on a case, and the official rules that they rest on."""
