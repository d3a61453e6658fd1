DROP TABLE drill_messages;
