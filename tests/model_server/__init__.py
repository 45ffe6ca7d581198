"""An OpenAI-compatible server for tests: real HTTP, with every fault a provider is known for."""

from tests.model_server.brains import good, spoken
from tests.model_server.server import FAULTS, ModelServer

__all__ = ["FAULTS", "ModelServer", "good", "spoken"]
