using ChatOps.Cards;
using ChatOps.Commands;
using ChatOps.Conversations;

namespace ChatOps.Projects;

/// <summary>Tasks one below the other; pressing one shows it.</summary>
internal static class TaskTable
{
    public static async ValueTask<Block> Draw(IReadOnlyList<ProjectTask> tasks, Turn turn)
    {
        var rows = new List<Block.Row>();

        foreach (var task in tasks)
        {
            rows.Add(new(
                [$"{task.Id}", Say.Text(task.Title), $"{await turn.Who(task.Owner)}", $"{task.State}", $"{task.Target}"],
                Invocation.Of("task view", ("id", task.Id.ToString()))));
        }

        return new Block.Table([$"Task", $"What", $"Owner", $"State", $"Due"], rows);
    }
}
