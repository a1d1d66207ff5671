#ifndef _MATH_H
#define _MATH_H
double sqrt(double), sin(double), cos(double), tan(double), exp(double), log(double), pow(double, double);
double floor(double), ceil(double), fabs(double), fmod(double, double), trunc(double);
float sqrtf(float), fabsf(float), floorf(float), ceilf(float);
long double fabsl(long double), sqrtl(long double);
#define HUGE_VAL __builtin_huge_val()
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)
#define isfinite(x) __builtin_isfinite(x)
#define signbit(x) __builtin_signbit(x)
double copysign(double, double);
#endif
