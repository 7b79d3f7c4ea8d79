.PHONY: run test fmt bench faults package

run:
	@.ci/ready bot/Host
	@dotnet run --no-restore --project bot/Host

test:
	@.ci/test

fmt:
	@.ci/ready ChatOps.sln
	@dotnet format ChatOps.sln --no-restore

bench:
	@.ci/ready ChatOps.sln
	@dotnet run --no-restore --project tests/ChatOps.Benchmarks -c Release -- $(ARGS)

faults:
	@.ci/ready ChatOps.sln
	@CHATOPS_FAULTS=1 dotnet test --project tests/ChatOps.Data.Tests

package:
	@packaging/build $(or $(RID),linux-x64)
