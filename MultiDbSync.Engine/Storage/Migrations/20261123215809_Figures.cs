using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MultiDbSync.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Figures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "attempts",
                table: "runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "applies",
                table: "metrics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "apply_ms",
                table: "metrics",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "slowest_apply_ms",
                table: "metrics",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.CreateTable(
                name: "node_metrics",
                columns: table => new
                {
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    captured = table.Column<long>(type: "INTEGER", nullable: false),
                    applied = table.Column<long>(type: "INTEGER", nullable: false),
                    lag_seconds = table.Column<double>(type: "REAL", nullable: false),
                    pending = table.Column<long>(type: "INTEGER", nullable: false),
                    errors = table.Column<int>(type: "INTEGER", nullable: false),
                    applies = table.Column<int>(type: "INTEGER", nullable: false),
                    apply_ms = table.Column<double>(type: "REAL", nullable: false),
                    slowest_apply_ms = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_node_metrics", x => new { x.at, x.sync_set, x.node });
                });

            migrationBuilder.CreateIndex(
                name: "IX_runs_requested_at",
                table: "runs",
                column: "requested_at");

            migrationBuilder.CreateIndex(
                name: "IX_data_conflicts_detected_at",
                table: "data_conflicts",
                column: "detected_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "node_metrics");

            migrationBuilder.DropIndex(
                name: "IX_runs_requested_at",
                table: "runs");

            migrationBuilder.DropIndex(
                name: "IX_data_conflicts_detected_at",
                table: "data_conflicts");

            migrationBuilder.DropColumn(
                name: "attempts",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "applies",
                table: "metrics");

            migrationBuilder.DropColumn(
                name: "apply_ms",
                table: "metrics");

            migrationBuilder.DropColumn(
                name: "slowest_apply_ms",
                table: "metrics");
        }
    }
}
