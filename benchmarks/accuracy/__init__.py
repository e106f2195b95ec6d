"""How often tags are placed right, beside what a user would have without Prompt Tailor."""
