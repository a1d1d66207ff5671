#ifndef _MATH_H
#define _MATH_H
double sqrt(double), cbrt(double), sin(double), cos(double), tan(double), asin(double),
	acos(double), atan(double), sinh(double), cosh(double), tanh(double), asinh(double),
	acosh(double), atanh(double), exp(double), exp2(double), expm1(double), log(double),
	log2(double), log10(double), log1p(double), floor(double), ceil(double), fabs(double),
	trunc(double), round(double), rint(double), nearbyint(double), logb(double), pow(double,
	double), fmod(double, double), remainder(double, double), atan2(double, double), hypot(double,
	double), nextafter(double, double), copysign(double, double), fdim(double, double),
	fmin(double, double), fmax(double, double), ldexp(double, int), scalbn(double, int),
	frexp(double, int *), modf(double, double *);
long lround(double), lrint(double);
long long llround(double), llrint(double);
float sqrtf(float), cbrtf(float), sinf(float), cosf(float), tanf(float), asinf(float),
	acosf(float), atanf(float), sinhf(float), coshf(float), tanhf(float), asinhf(float),
	acoshf(float), atanhf(float), expf(float), exp2f(float), expm1f(float), logf(float),
	log2f(float), log10f(float), log1pf(float), floorf(float), ceilf(float), fabsf(float),
	truncf(float), roundf(float), rintf(float), nearbyintf(float), logbf(float), powf(float,
	float), fmodf(float, float), remainderf(float, float), atan2f(float, float), hypotf(float,
	float), nextafterf(float, float), copysignf(float, float), fdimf(float, float), fminf(float,
	float), fmaxf(float, float), ldexpf(float, int), scalbnf(float, int), frexpf(float, int *),
	modff(float, float *);
long lroundf(float), lrintf(float);
long long llroundf(float), llrintf(float);
long double sqrtl(long double), cbrtl(long double), sinl(long double), cosl(long double),
	tanl(long double), asinl(long double), acosl(long double), atanl(long double), sinhl(long
	double), coshl(long double), tanhl(long double), asinhl(long double), acoshl(long double),
	atanhl(long double), expl(long double), exp2l(long double), expm1l(long double), logl(long
	double), log2l(long double), log10l(long double), log1pl(long double), floorl(long double),
	ceill(long double), fabsl(long double), truncl(long double), roundl(long double), rintl(long
	double), nearbyintl(long double), logbl(long double), powl(long double, long double),
	fmodl(long double, long double), remainderl(long double, long double), atan2l(long double, long
	double), hypotl(long double, long double), nextafterl(long double, long double), copysignl(long
	double, long double), fdiml(long double, long double), fminl(long double, long double),
	fmaxl(long double, long double), ldexpl(long double, int), scalbnl(long double, int),
	frexpl(long double, int *), modfl(long double, long double *);
long lroundl(long double), lrintl(long double);
long long llroundl(long double), llrintl(long double);
int ilogb(double);
typedef float float_t;
typedef double double_t;
#define HUGE_VAL __builtin_huge_val()
#define HUGE_VALF __builtin_huge_valf()
#define HUGE_VALL __builtin_huge_vall()
#undef INFINITY
#undef NAN
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define fpclassify(x) __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf_sign(x)
#define isfinite(x) __builtin_isfinite(x)
#define isnormal(x) __builtin_isnormal(x)
#define signbit(x) __builtin_signbit(x)
#define isgreater(x, y) __builtin_isgreater(x, y)
#define isgreaterequal(x, y) __builtin_isgreaterequal(x, y)
#define isless(x, y) __builtin_isless(x, y)
#define islessequal(x, y) __builtin_islessequal(x, y)
#define islessgreater(x, y) __builtin_islessgreater(x, y)
#define isunordered(x, y) __builtin_isunordered(x, y)
#define M_E 2.7182818284590452354
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_LN2 0.69314718055994530942
#define M_SQRT2 1.41421356237309504880
#endif
