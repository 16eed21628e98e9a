using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MultiDbSync.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ConflictLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "clock_error_ms",
                table: "nodes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "clock_measured_at",
                table: "nodes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "clock_offset_ms",
                table: "nodes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "assigned_to",
                table: "data_conflicts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "new_key",
                table: "data_conflicts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proposal",
                table: "data_conflicts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    cleared_at = table.Column<long>(type: "INTEGER", nullable: true),
                    acknowledged_by = table.Column<string>(type: "TEXT", nullable: true),
                    acknowledged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    mailed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_alerts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conflict_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    conflict_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conflict_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_conflict_events_data_conflicts_conflict_id",
                        column: x => x.conflict_id,
                        principalTable: "data_conflicts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mail_preferences",
                columns: table => new
                {
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    conflicts = table.Column<bool>(type: "INTEGER", nullable: false),
                    alerts = table.Column<bool>(type: "INTEGER", nullable: false),
                    digest_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    last_conflict_mail_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_conflict_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mail_preferences", x => x.address);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    recipient = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    html = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_mails", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_data_conflicts_resolved_at",
                table: "data_conflicts",
                column: "resolved_at");

            migrationBuilder.CreateIndex(
                name: "IX_alerts_kind_subject",
                table: "alerts",
                columns: new[] { "kind", "subject" },
                unique: true,
                filter: "cleared_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_alerts_raised_at",
                table: "alerts",
                column: "raised_at");

            migrationBuilder.CreateIndex(
                name: "IX_conflict_events_conflict_id",
                table: "conflict_events",
                column: "conflict_id");

            migrationBuilder.CreateIndex(
                name: "IX_mails_sent_at_due_at",
                table: "mails",
                columns: new[] { "sent_at", "due_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "conflict_events");

            migrationBuilder.DropTable(
                name: "mail_preferences");

            migrationBuilder.DropTable(
                name: "mails");

            migrationBuilder.DropIndex(
                name: "IX_data_conflicts_resolved_at",
                table: "data_conflicts");

            migrationBuilder.DropColumn(
                name: "clock_error_ms",
                table: "nodes");

            migrationBuilder.DropColumn(
                name: "clock_measured_at",
                table: "nodes");

            migrationBuilder.DropColumn(
                name: "clock_offset_ms",
                table: "nodes");

            migrationBuilder.DropColumn(
                name: "assigned_to",
                table: "data_conflicts");

            migrationBuilder.DropColumn(
                name: "new_key",
                table: "data_conflicts");

            migrationBuilder.DropColumn(
                name: "proposal",
                table: "data_conflicts");
        }
    }
}
