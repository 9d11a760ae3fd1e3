"""Four independent services and the chassis that they stand on."""
