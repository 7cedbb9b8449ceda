DROP TABLE "deleted_sessions";
