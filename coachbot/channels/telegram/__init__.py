"""The Telegram door: `run` in `program`. Import it late: python-telegram-bot takes a while to load."""
