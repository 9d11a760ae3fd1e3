"""What Helder tells of itself: traces, figures and how long things take."""
