using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MultiDbSync.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class ConflictList : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_data_conflicts_detected_at",
                table: "data_conflicts");

            migrationBuilder.CreateIndex(
                name: "data_conflicts_list",
                table: "data_conflicts",
                columns: new[] { "detected_at", "status", "kind", "sync_set", "table_name", "left_origin", "right_origin", "assigned_to", "row_key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "data_conflicts_list",
                table: "data_conflicts");

            migrationBuilder.CreateIndex(
                name: "IX_data_conflicts_detected_at",
                table: "data_conflicts",
                column: "detected_at");
        }
    }
}
