// SPDX-License-Identifier: GPL-2.0-only
/*
 * Formats what the kernel prints, as far as the code that is modelled uses
 * it (lib/vsprintf.c): the text goes to the emulator as one line.
 */
typedef unsigned long size_type;

void ptdesc_print(const char *text, size_type length);

struct output {
	char text[512];
	size_type length;
};

static void put(struct output *out, char c)
{
	if (out->length < sizeof(out->text))
		out->text[out->length++] = c;
}

struct field {
	char pad;
	int width;
	int precision;
	int longs;
	_Bool alternative;
	_Bool left;
};

static void put_padded(struct output *out, const char *text, int length, const struct field *f)
{
	int i;

	for (i = length; !f->left && i < f->width; i++)
		put(out, f->pad);
	for (i = 0; i < length; i++)
		put(out, text[i]);
	for (i = length; f->left && i < f->width; i++)
		put(out, ' ');
}

static void put_number(struct output *out, unsigned long long value, unsigned int base,
		       _Bool negative, const struct field *f)
{
	char digits[40];
	int at = sizeof(digits);

	do {
		digits[--at] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	if (f->alternative && base == 16) {
		digits[--at] = 'x';
		digits[--at] = '0';
	}
	if (negative)
		digits[--at] = '-';
	put_padded(out, digits + at, sizeof(digits) - at, f);
}

static void put_string(struct output *out, const char *text, const struct field *f)
{
	int length = 0;

	if (!text)
		text = "(null)";
	while (text[length] && (f->precision < 0 || length < f->precision))
		length++;
	put_padded(out, text, length, f);
}

static const char *read_field(const char *at, struct field *f)
{
	*f = (struct field){ .pad = ' ', .precision = -1 };
	for (;; at++) {
		if (*at == '0')
			f->pad = '0';
		else if (*at == '#')
			f->alternative = 1;
		else if (*at == '-')
			f->left = 1;
		else
			break;
	}
	for (; *at >= '0' && *at <= '9'; at++)
		f->width = 10 * f->width + *at - '0';
	if (*at == '.')
		for (f->precision = 0, at++; *at >= '0' && *at <= '9'; at++)
			f->precision = 10 * f->precision + *at - '0';
	for (; *at == 'l' || *at == 'h' || *at == 'z'; at++)
		f->longs += *at == 'l' ? 1 : *at == 'z' ? 1 : 0;
	return at;
}

static void print_formatted(const char *format, __builtin_va_list args)
{
	struct output out;

	out.length = 0;
	for (; *format; format++) {
		struct field f;

		if (*format != '%') {
			put(&out, *format);
			continue;
		}
		format = read_field(format + 1, &f);
		switch (*format) {
		case 'd': case 'i': {
			long long value = f.longs > 1 ? __builtin_va_arg(args, long long) :
				f.longs ? __builtin_va_arg(args, long) : __builtin_va_arg(args, int);

			put_number(&out, value < 0 ? -value : value, 10, value < 0, &f);
			break;
		}
		case 'u': case 'x': {
			unsigned long long value = f.longs > 1 ?
				__builtin_va_arg(args, unsigned long long) :
				f.longs ? __builtin_va_arg(args, unsigned long) :
				__builtin_va_arg(args, unsigned int);

			put_number(&out, value, *format == 'x' ? 16 : 10, 0, &f);
			break;
		}
		case 'p':
			f.alternative = 1;
			put_number(&out, (unsigned long)__builtin_va_arg(args, void *), 16, 0, &f);
			/* What follows a %p says how to print, which is left out here. */
			while ((format[1] >= 'a' && format[1] <= 'z') || (format[1] >= 'A' && format[1] <= 'Z'))
				format++;
			break;
		case 's':
			put_string(&out, __builtin_va_arg(args, const char *), &f);
			break;
		case 'c':
			put(&out, __builtin_va_arg(args, int));
			break;
		case 0:
			format--;
			break;
		default:
			put(&out, *format);
		}
	}
	ptdesc_print(out.text, out.length);
}

int _printk(const char *format, ...)
{
	__builtin_va_list args;

	__builtin_va_start(args, format);
	print_formatted(format, args);
	__builtin_va_end(args);
	return 0;
}

void panic(const char *format, ...)
{
	__builtin_va_list args;

	__builtin_va_start(args, format);
	print_formatted(format, args);
	__builtin_va_end(args);
	for (;;)
		__builtin_trap();
}
