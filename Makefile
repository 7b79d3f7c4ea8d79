.PHONY: run test fmt bench faults

run:
	@.ci/ready bot/Host
	@dotnet run --no-restore --project bot/Host

test:
	@.ci/test

fmt:
	@.ci/ready ChatOps.sln
	@dotnet format ChatOps.sln --no-restore

bench:
	@if [ -d tests/ChatOps.Benchmarks ]; then dotnet run --project tests/ChatOps.Benchmarks -c Release; \
	else echo "There are no benchmarks yet: they will stand in tests/ChatOps.Benchmarks."; fi

faults:
	@.ci/ready ChatOps.sln
	@CHATOPS_FAULTS=1 dotnet test --project tests/ChatOps.Data.Tests
