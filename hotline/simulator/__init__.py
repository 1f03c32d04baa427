"""Stand-ins for the far ends: the channels talk to them as they talk to Twilio and Telegram."""
