"""Rules of feedback: pure decisions on a channel and on a remark."""
