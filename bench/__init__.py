"""Measurements: how fast Helder answers, beside a server that does nothing."""
