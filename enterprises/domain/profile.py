"""What people change about themselves."""

from config.kernel.errors import Invalid, NotAllowed
from enterprises.actors import Actor
from enterprises.domain.cleaning import clean_and_save
from enterprises.models import User


def edit_profile(*, name: str, phone: str, by: Actor) -> User:
    """Change one's own name and mobile number; an empty number is none. Raises NotAllowed for a visitor, Invalid."""
    if by.user is None:
        raise NotAllowed()
    user = User.objects.get(pk=by.user.pk)
    user.name, user.phone = name, phone or None
    try:
        clean_and_save(user, exclude=frozenset({"password", "last_login"}))
    except Invalid as error:
        # a user without any login breaks a rule of the table; the field to mend is the number
        fields = {("phone" if key == "__all__" else key): text for key, text in error.fields.items()}
        raise Invalid(fields) from error
    return user
