"""The programs that Prompt Tailor runs in. Only this package may import `modules`, `gradio` or `fastapi`.

`panel`, `fitting` and `report` know no host and no page; `webui` is AUTOMATIC1111's webui and its forks.
"""
