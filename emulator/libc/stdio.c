/* Formatted output: the conversions of C11 7.21.6.1. Digits of floating values come from the host. */
#include <stdio.h>
#include <stdint.h>
#include <string.h>

long __ptdesc_write(int stream, const void *from, unsigned long size);
int __ptdesc_format(char *buffer, double value, int conversion, int precision);

static FILE __ptdesc_files[3] = { { 0 }, { 1 }, { 2 } };
FILE *stdin = &__ptdesc_files[0], *stdout = &__ptdesc_files[1], *stderr = &__ptdesc_files[2];

struct sink {
	char *at;
	size_t room;
	size_t length;
	int stream;
	char held[256];
	int count;
};

static void flush(struct sink *sink)
{
	if (sink->count > 0)
		__ptdesc_write(sink->stream, sink->held, sink->count);
	sink->count = 0;
}

static void put(struct sink *sink, int c)
{
	sink->length++;
	if (sink->stream) {
		sink->held[sink->count++] = c;
		if (sink->count == sizeof(sink->held))
			flush(sink);
	} else if (sink->room > 1) {
		*sink->at++ = c;
		sink->room--;
	}
}

struct spec {
	int left, plus, space, alternate, zero;
	int width, precision;
};

static void pad(struct sink *sink, int c, int count)
{
	while (count-- > 0)
		put(sink, c);
}

/* Sign or prefix, zeros, digits, within the width. */
static void put_number(struct sink *sink, struct spec *spec, const char *prefix, const char *digits,
		       int length, int zeros)
{
	int used = strlen(prefix) + zeros + length;

	if (spec->zero && !spec->left && used < spec->width) {
		zeros += spec->width - used;
		used = spec->width;
	}
	if (!spec->left)
		pad(sink, ' ', spec->width - used);
	while (*prefix)
		put(sink, *prefix++);
	pad(sink, '0', zeros);
	while (length-- > 0)
		put(sink, *digits++);
	if (spec->left)
		pad(sink, ' ', spec->width - used);
}

static void put_integer(struct sink *sink, struct spec *spec, unsigned long long value, int negative,
			int conversion)
{
	char buffer[32];
	char *at = buffer + sizeof(buffer);
	const char *set = conversion == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	unsigned base = conversion == 'o' ? 8 : conversion == 'd' || conversion == 'u' ? 10 : 16;
	const char *prefix = negative ? "-" : conversion != 'd' ? "" : spec->plus ? "+" : spec->space ? " " : "";
	int length, zeros;
	int nonzero = value != 0;

	for (; value; value /= base)
		*--at = set[value % base];
	length = buffer + sizeof(buffer) - at;
	zeros = spec->precision > length ? spec->precision - length : 0;
	if (spec->precision < 0 && length == 0)
		zeros = 1;
	if (spec->precision >= 0)
		spec->zero = 0;
	if (spec->alternate && conversion == 'o' && zeros == 0)
		zeros = 1;
	if (spec->alternate && nonzero && base == 16)
		prefix = conversion == 'X' ? "0X" : "0x";
	put_number(sink, spec, prefix, at, length, zeros);
}

static void put_double(struct sink *sink, struct spec *spec, double value, int conversion)
{
	char buffer[512];
	int upper = conversion >= 'A' && conversion <= 'Z';
	int length = __ptdesc_format(buffer, value, upper ? conversion + 32 : conversion, spec->precision);
	int i;

	if (value != value || value - value != 0)
		spec->zero = 0;
	for (i = 0; upper && i < length; i++)
		if (buffer[i] >= 'a' && buffer[i] <= 'z')
			buffer[i] -= 32;
	put_number(sink, spec, __builtin_signbit(value) ? "-" : spec->plus ? "+" : spec->space ? " " : "",
		   buffer, length, 0);
}

static void put_text(struct sink *sink, struct spec *spec, const char *text)
{
	int length = 0;

	if (text == 0)
		text = "(null)";
	while ((spec->precision < 0 || length < spec->precision) && text[length])
		length++;
	spec->zero = 0;
	put_number(sink, spec, "", text, length, 0);
}

static const char *read_number(const char *at, int *number)
{
	for (*number = 0; *at >= '0' && *at <= '9'; at++)
		*number = *number * 10 + (*at - '0');
	return at;
}

static int format_to(struct sink *sink, const char *at, va_list list)
{
	va_list args;

	va_copy(args, list);
	for (; *at; at++) {
		struct spec spec = { .precision = -1 };
		int size = 4, longs = 0;
		long long value;

		if (*at != '%') {
			put(sink, *at);
			continue;
		}
		for (at++;; at++) {
			if (*at == '-')
				spec.left = 1;
			else if (*at == '+')
				spec.plus = 1;
			else if (*at == ' ')
				spec.space = 1;
			else if (*at == '#')
				spec.alternate = 1;
			else if (*at == '0')
				spec.zero = 1;
			else
				break;
		}
		if (*at == '*') {
			at++;
			spec.width = va_arg(args, int);
			if (spec.width < 0) {
				spec.left = 1;
				spec.width = -spec.width;
			}
		} else
			at = read_number(at, &spec.width);
		if (*at == '.') {
			if (*++at == '*') {
				at++;
				spec.precision = va_arg(args, int);
			} else
				at = read_number(at, &spec.precision);
		}
		for (;; at++) {
			if (*at == 'h')
				size = size == 2 ? 1 : 2;
			else if (*at == 'l')
				size = longs++ ? 8 : sizeof(long);
			else if (*at == 'z' || *at == 't')
				size = sizeof(size_t);
			else if (*at == 'j' || *at == 'q')
				size = 8;
			else if (*at == 'L')
				size = 16;
			else
				break;
		}
		switch (*at) {
		case 'd':
		case 'i':
			value = size == 8 ? va_arg(args, long long) : va_arg(args, int);
			if (size == 2)
				value = (short)value;
			if (size == 1)
				value = (signed char)value;
			put_integer(sink, &spec, value < 0 ? -(unsigned long long)value : value, value < 0, 'd');
			break;
		case 'u':
		case 'o':
		case 'x':
		case 'X':
			value = size == 8 ? va_arg(args, unsigned long long) : va_arg(args, unsigned);
			if (size == 2)
				value = (unsigned short)value;
			if (size == 1)
				value = (unsigned char)value;
			put_integer(sink, &spec, value, 0, *at);
			break;
		case 'c': {
			char c[2] = { va_arg(args, int), 0 };

			spec.zero = 0;
			put_number(sink, &spec, "", c, 1, 0);
			break;
		}
		case 's':
			put_text(sink, &spec, va_arg(args, const char *));
			break;
		case 'p': {
			void *pointer = va_arg(args, void *);

			spec.alternate = 1;
			if (pointer)
				put_integer(sink, &spec, (uintptr_t)pointer, 0, 'x');
			else
				put_text(sink, &spec, "(nil)");
			break;
		}
		case 'f':
		case 'F':
		case 'e':
		case 'E':
		case 'g':
		case 'G':
			if (size == 16)
				put_double(sink, &spec, va_arg(args, long double), *at);
			else
				put_double(sink, &spec, va_arg(args, double), *at);
			break;
		case 'n':
			*va_arg(args, int *) = sink->length;
			break;
		case '%':
			put(sink, '%');
			break;
		case 0:
			at--;
			break;
		default:
			put(sink, '%');
			put(sink, *at);
		}
	}
	va_end(args);
	if (sink->stream)
		flush(sink);
	else if (sink->room > 0)
		*sink->at = 0;
	return sink->length;
}

int vsnprintf(char *to, size_t size, const char *format, va_list list)
{
	struct sink sink = { .at = to, .room = size };

	return format_to(&sink, format, list);
}

int vfprintf(FILE *file, const char *format, va_list list)
{
	struct sink sink = { .stream = file->stream };

	return format_to(&sink, format, list);
}

int vprintf(const char *format, va_list list)
{
	return vfprintf(stdout, format, list);
}

int vsprintf(char *to, const char *format, va_list list)
{
	return vsnprintf(to, (size_t)-1 >> 1, format, list);
}

#define WITH_LIST(call)                    \
	({                                 \
		va_list list;              \
		int result;                \
		va_start(list, format);    \
		result = call;             \
		va_end(list);              \
		result;                    \
	})

int printf(const char *format, ...)
{
	return WITH_LIST(vfprintf(stdout, format, list));
}

int fprintf(FILE *file, const char *format, ...)
{
	return WITH_LIST(vfprintf(file, format, list));
}

int sprintf(char *to, const char *format, ...)
{
	return WITH_LIST(vsprintf(to, format, list));
}

int snprintf(char *to, size_t size, const char *format, ...)
{
	return WITH_LIST(vsnprintf(to, size, format, list));
}

int __printf_chk(int flag, const char *format, ...)
{
	return WITH_LIST(vprintf(format, list));
}

int fputc(int c, FILE *file)
{
	char byte = c;

	__ptdesc_write(file->stream, &byte, 1);
	return (unsigned char)c;
}

int putc(int c, FILE *file)
{
	return fputc(c, file);
}

int putchar(int c)
{
	return fputc(c, stdout);
}

int fputs(const char *text, FILE *file)
{
	__ptdesc_write(file->stream, text, strlen(text));
	return 1;
}

int puts(const char *text)
{
	fputs(text, stdout);
	return putchar('\n') == '\n';
}

size_t fwrite(const void *from, size_t size, size_t count, FILE *file)
{
	__ptdesc_write(file->stream, from, size * count);
	return count;
}

int fflush(FILE *file)
{
	return 0;
}

void perror(const char *text)
{
	fprintf(stderr, "%s\n", text);
}
