"""What two linked people do together, and the wall between what each of them tells the coach."""
