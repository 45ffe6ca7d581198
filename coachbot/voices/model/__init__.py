"""The model's voice: any OpenAI-compatible server. The only place that knows openai and tenacity."""
