using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MultiDbSync.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "counters",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counters", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "data_conflicts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    table_name = table.Column<string>(type: "TEXT", nullable: false),
                    row_key = table.Column<string>(type: "TEXT", nullable: false),
                    key_form = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    base_image = table.Column<string>(type: "TEXT", nullable: true),
                    left_image = table.Column<string>(type: "TEXT", nullable: true),
                    right_image = table.Column<string>(type: "TEXT", nullable: true),
                    result_image = table.Column<string>(type: "TEXT", nullable: true),
                    left_origin = table.Column<string>(type: "TEXT", nullable: false),
                    right_origin = table.Column<string>(type: "TEXT", nullable: false),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true),
                    right_at = table.Column<long>(type: "INTEGER", nullable: true),
                    left_position = table.Column<long>(type: "INTEGER", nullable: false),
                    right_seen = table.Column<long>(type: "INTEGER", nullable: false),
                    related = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    detected_at = table.Column<long>(type: "INTEGER", nullable: false),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resolved_by = table.Column<string>(type: "TEXT", nullable: true),
                    resolution = table.Column<string>(type: "TEXT", nullable: true),
                    comment = table.Column<string>(type: "TEXT", nullable: true),
                    mailed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_conflicts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "metrics",
                columns: table => new
                {
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    seconds = table.Column<double>(type: "REAL", nullable: false),
                    captured = table.Column<long>(type: "INTEGER", nullable: false),
                    applied = table.Column<long>(type: "INTEGER", nullable: false),
                    lag_seconds = table.Column<double>(type: "REAL", nullable: false),
                    pending = table.Column<long>(type: "INTEGER", nullable: false),
                    open_conflicts = table.Column<int>(type: "INTEGER", nullable: false),
                    conflicts_detected = table.Column<int>(type: "INTEGER", nullable: false),
                    errors = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_metrics", x => x.at);
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    make = table.Column<string>(type: "TEXT", nullable: false),
                    connection_string = table.Column<string>(type: "TEXT", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    removing = table.Column<bool>(type: "INTEGER", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    pending = table.Column<long>(type: "INTEGER", nullable: false),
                    deferred = table.Column<long>(type: "INTEGER", nullable: false),
                    behind_since = table.Column<long>(type: "INTEGER", nullable: true),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_nodes", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    percent = table.Column<int>(type: "INTEGER", nullable: false),
                    captured = table.Column<long>(type: "INTEGER", nullable: false),
                    applied = table.Column<long>(type: "INTEGER", nullable: false),
                    conflicts = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_by = table.Column<string>(type: "TEXT", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    trace_id = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "sync_sets",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    mode = table.Column<string>(type: "TEXT", nullable: false),
                    schedule = table.Column<string>(type: "TEXT", nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", nullable: false),
                    next_run_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_success_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_sets", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "data_conflict_sides",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    conflict_id = table.Column<long>(type: "INTEGER", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    before_image = table.Column<string>(type: "TEXT", nullable: true),
                    after_image = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_conflict_sides", x => x.id);
                    table.ForeignKey(
                        name: "FK_data_conflict_sides_data_conflicts_conflict_id",
                        column: x => x.conflict_id,
                        principalTable: "data_conflicts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_routes",
                columns: table => new
                {
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    start_position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_routes", x => new { x.sync_set, x.node });
                    table.ForeignKey(
                        name: "FK_sync_routes_nodes_node",
                        column: x => x.node,
                        principalTable: "nodes",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_sync_routes_sync_sets_sync_set",
                        column: x => x.sync_set,
                        principalTable: "sync_sets",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sync_tables",
                columns: table => new
                {
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    policy = table.Column<string>(type: "TEXT", nullable: false),
                    schema_json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sync_tables", x => new { x.sync_set, x.name });
                    table.ForeignKey(
                        name: "FK_sync_tables_sync_sets_sync_set",
                        column: x => x.sync_set,
                        principalTable: "sync_sets",
                        principalColumn: "name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_data_conflict_sides_conflict_id",
                table: "data_conflict_sides",
                column: "conflict_id");

            migrationBuilder.CreateIndex(
                name: "IX_data_conflicts_status_detected_at",
                table: "data_conflicts",
                columns: new[] { "status", "detected_at" });

            migrationBuilder.CreateIndex(
                name: "IX_data_conflicts_sync_set_table_name_key_form",
                table: "data_conflicts",
                columns: new[] { "sync_set", "table_name", "key_form" });

            migrationBuilder.CreateIndex(
                name: "IX_runs_status_sync_set",
                table: "runs",
                columns: new[] { "status", "sync_set" });

            migrationBuilder.CreateIndex(
                name: "IX_sync_routes_node",
                table: "sync_routes",
                column: "node");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "counters");

            migrationBuilder.DropTable(
                name: "data_conflict_sides");

            migrationBuilder.DropTable(
                name: "metrics");

            migrationBuilder.DropTable(
                name: "runs");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropTable(
                name: "sync_routes");

            migrationBuilder.DropTable(
                name: "sync_tables");

            migrationBuilder.DropTable(
                name: "data_conflicts");

            migrationBuilder.DropTable(
                name: "nodes");

            migrationBuilder.DropTable(
                name: "sync_sets");
        }
    }
}
