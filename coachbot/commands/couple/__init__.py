"""What two linked people ask for: the link itself, messages, questions, talks by turns, agreements."""
