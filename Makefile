.DEFAULT_GOAL := help
lock:      ## Lock every dependency with its hashes (needs uv)
	uv pip compile pyproject.toml --extra postgres --group build --generate-hashes --no-emit-index-url --no-header -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra postgres --group build --group dev --generate-hashes --no-emit-index-url --no-header -q -o requirements/dev.txt
