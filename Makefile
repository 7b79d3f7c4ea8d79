.PHONY: run test fmt bench faults

run: sdk
	@dotnet run --project bot/Host

test:
	@.ci/test

fmt: sdk
	@dotnet format ChatOps.sln

bench: sdk
	@if [ -d tests/ChatOps.Benchmarks ]; then dotnet run --project tests/ChatOps.Benchmarks -c Release; \
	else echo "There are no benchmarks yet: they will stand in tests/ChatOps.Benchmarks."; fi

faults: sdk
	@CHATOPS_FAULTS=1 dotnet test --project tests/ChatOps.Data.Tests

.PHONY: sdk
sdk:
	@.ci/sdk
