#include "scenario.h"

SCENARIO(endless, "pte", "A loop without an end")
{
	for (;;)
		;
}
