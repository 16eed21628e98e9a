using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MultiDbSync.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RoutesAndLoads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "direction",
                table: "sync_routes",
                type: "TEXT",
                nullable: false,
                defaultValue: "Both");

            migrationBuilder.AddColumn<string>(
                name: "load_mode",
                table: "sync_routes",
                type: "TEXT",
                nullable: false,
                defaultValue: "Equal");

            migrationBuilder.AddColumn<string>(
                name: "load_source",
                table: "sync_routes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "sync_routes",
                type: "TEXT",
                nullable: false,
                defaultValue: "Active");

            migrationBuilder.CreateTable(
                name: "dead_letters",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    table_name = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    first_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dead_letters", x => x.id);
                    table.ForeignKey(
                        name: "FK_dead_letters_sync_routes_sync_set_node",
                        columns: x => new { x.sync_set, x.node },
                        principalTable: "sync_routes",
                        principalColumns: new[] { "sync_set", "node" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_blocks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    table_name = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    first = table.Column<long>(type: "INTEGER", nullable: false),
                    last = table.Column<long>(type: "INTEGER", nullable: false),
                    given_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity_blocks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "load_tables",
                columns: table => new
                {
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    table_name = table.Column<string>(type: "TEXT", nullable: false),
                    estimated = table.Column<long>(type: "INTEGER", nullable: false),
                    copied = table.Column<long>(type: "INTEGER", nullable: false),
                    last_key = table.Column<string>(type: "TEXT", nullable: true),
                    done = table.Column<bool>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_load_tables", x => new { x.sync_set, x.node, x.table_name });
                    table.ForeignKey(
                        name: "FK_load_tables_sync_routes_sync_set_node",
                        columns: x => new { x.sync_set, x.node },
                        principalTable: "sync_routes",
                        principalColumns: new[] { "sync_set", "node" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "route_tables",
                columns: table => new
                {
                    sync_set = table.Column<string>(type: "TEXT", nullable: false),
                    node = table.Column<string>(type: "TEXT", nullable: false),
                    table_name = table.Column<string>(type: "TEXT", nullable: false),
                    native_schema_json = table.Column<string>(type: "TEXT", nullable: false),
                    renamed_json = table.Column<string>(type: "TEXT", nullable: true),
                    filter = table.Column<string>(type: "TEXT", nullable: true),
                    paused_reason = table.Column<string>(type: "TEXT", nullable: true),
                    proposed_sql = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_route_tables", x => new { x.sync_set, x.node, x.table_name });
                    table.ForeignKey(
                        name: "FK_route_tables_sync_routes_sync_set_node",
                        columns: x => new { x.sync_set, x.node },
                        principalTable: "sync_routes",
                        principalColumns: new[] { "sync_set", "node" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_dead_letters_sync_set_node_table_name_key",
                table: "dead_letters",
                columns: new[] { "sync_set", "node", "table_name", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_identity_blocks_sync_set_table_name_first",
                table: "identity_blocks",
                columns: new[] { "sync_set", "table_name", "first" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dead_letters");

            migrationBuilder.DropTable(
                name: "identity_blocks");

            migrationBuilder.DropTable(
                name: "load_tables");

            migrationBuilder.DropTable(
                name: "route_tables");

            migrationBuilder.DropColumn(
                name: "direction",
                table: "sync_routes");

            migrationBuilder.DropColumn(
                name: "load_mode",
                table: "sync_routes");

            migrationBuilder.DropColumn(
                name: "load_source",
                table: "sync_routes");

            migrationBuilder.DropColumn(
                name: "state",
                table: "sync_routes");
        }
    }
}
