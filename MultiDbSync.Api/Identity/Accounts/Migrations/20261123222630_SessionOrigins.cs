using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MultiDbSync.Api.Identity.Accounts.Migrations
{
    /// <inheritdoc />
    public partial class SessionOrigins : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "sessions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Agent",
                table: "sessions",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "LastSeenAt",
                table: "sessions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Address",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "Agent",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "LastSeenAt",
                table: "sessions");
        }
    }
}
