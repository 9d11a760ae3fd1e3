"""Shared plumbing of the services; it knows no municipality's business."""
