"""What needs a real model's server is collected only where COACHBOT_TEST_MODEL_URL names one."""

import os

collect_ignore = [] if os.environ.get("COACHBOT_TEST_MODEL_URL") else ["test_real_model.py"]
