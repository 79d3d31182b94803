"""What a policy pack is: its schema, and how texts become one."""
