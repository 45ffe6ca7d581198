"""coachbot: a conversation coach for couples."""
