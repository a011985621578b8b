"""What happened, as data: events, the point they are heard at, the recorder."""
