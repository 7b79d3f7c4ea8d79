.PHONY: run test fmt bench faults

run:
	@dotnet run --project bot/Host

test:
	@.ci/test

fmt:
	@dotnet format ChatOps.sln

bench:
	@dotnet run --project tests/ChatOps.Benchmarks -c Release

faults:
	@CHATOPS_FAULTS=1 dotnet test --project tests/ChatOps.Data.Tests
