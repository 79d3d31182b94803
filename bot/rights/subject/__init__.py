"""Access to what is held about somebody (UK GDPR, Article 15): who asks, what there is, what is weighed, what is given."""
