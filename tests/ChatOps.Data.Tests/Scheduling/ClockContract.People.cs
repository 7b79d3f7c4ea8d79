using ChatOps.Documents;
using ChatOps.People;

namespace ChatOps.Data.Tests.Scheduling;

public abstract partial class ClockContract
{
    [Fact]
    public async Task A_schedule_made_by_people_follows_their_changes_without_a_restart()
    {
        await one.Does(turn => Ask(turn, new(9, 0)));
        await other.Does(turn => Ask(turn, new(9, 30)));
        Pass(Hour);
        await one.Work();
        Assert.Empty(await Rung());

        Pass(Hour);
        await one.Work();
        Assert.Equal(["standup:moon@2026-09-07T09:30:00Z"], await Rung());

        await other.Does(turn => turn.Unschedule("standup:moon"));
        Pass(24 * Hour);
        await one.Work();
        Assert.Single(await Rung());
    }

    [Fact]
    public async Task What_is_scheduled_and_taken_back_in_one_turn_never_runs()
    {
        await one.Does(async turn =>
        {
            await Ask(turn, new(9, 0));
            await Ask(turn, new(9, 30));
            await turn.Unschedule("standup:moon");
        });

        Pass(24 * Hour);
        await one.Work();
        Assert.Empty(await Rung());
    }

    [Fact]
    public async Task A_command_may_end_its_own_schedule()
    {
        await one.Does(turn => Ask(turn, new(9, 0)));
        bells.During = turn => turn.Unschedule("standup:moon").AsTask();

        for (var day = 0; day < 3; day++)
        {
            Pass(24 * Hour);
            await one.Work();
        }

        Assert.Single(await Rung());
    }

    [Fact]
    public async Task A_command_may_move_its_own_schedule()
    {
        await one.Does(turn => Ask(turn, new(9, 0)));
        bells.During = turn => Ask(turn, new(14, 0)).AsTask();

        for (var hour = 0; hour < 24; hour++)
        {
            Pass(Hour);
            await one.Work();
        }

        Assert.Equal(["standup:moon@2026-09-07T09:00:00Z", "standup:moon@2026-09-07T14:00:00Z"], await Rung());
    }

    [Fact]
    public async Task While_its_person_is_gone_it_pauses_and_administrators_hear_of_it_once()
    {
        await Store.Commit(new Batch().Put(Person.Kind, new("bo", "Bo") { Active = false }, 0).Put(Person.Kind, new("root", "Root") { Roles = Roles.Administrator }, 0), Cancellation);
        await one.Does(turn => Ask(turn, new(9, 0), "bo"));

        for (var day = 0; day < 3; day++)
        {
            Pass(24 * Hour);
            await one.Work();
        }

        Assert.Empty(await Rung());
        Assert.Equal(["root: \"Ring the bell\" has stopped running by itself, because Bo has left. Have somebody else set it up again."], one.Sent);

        await Store.Commit(new Batch().Put(Person.Kind, new("bo", "Bo"), 1), Cancellation);
        Pass(24 * Hour);
        await one.Work();
        Assert.Equal(["standup:moon@2026-09-10T09:00:00Z"], await Rung());
    }
}
