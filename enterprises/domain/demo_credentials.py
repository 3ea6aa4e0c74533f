"""The published logins of the demo province: of no use where DEBUG is off, where demo data is refused."""

PASSWORD = "duijie-demo"
CLIENT_ID, CLIENT_SECRET = "demo-partner", "demo-partner-secret"
