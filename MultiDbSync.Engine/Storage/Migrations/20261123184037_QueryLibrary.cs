using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MultiDbSync.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class QueryLibrary : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "query_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    run = table.Column<string>(type: "TEXT", nullable: false),
                    sql = table.Column<string>(type: "TEXT", nullable: false),
                    databases = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    elapsed_milliseconds = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_query_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_queries",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sql = table.Column<string>(type: "TEXT", nullable: false),
                    databases = table.Column<string>(type: "TEXT", nullable: false),
                    is_shared = table.Column<bool>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_saved_queries", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_query_runs_owner_run",
                table: "query_runs",
                columns: new[] { "owner", "run" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_saved_queries_owner_name",
                table: "saved_queries",
                columns: new[] { "owner", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "query_runs");

            migrationBuilder.DropTable(
                name: "saved_queries");
        }
    }
}
