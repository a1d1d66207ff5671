#ifndef _SETJMP_H
#define _SETJMP_H
typedef long jmp_buf[8];
typedef long sigjmp_buf[8];
int setjmp(jmp_buf buffer);
int _setjmp(jmp_buf buffer);
#define sigsetjmp(buffer, mask) setjmp(buffer)
void longjmp(jmp_buf buffer, int value) __attribute__((noreturn));
void siglongjmp(sigjmp_buf buffer, int value) __attribute__((noreturn));
#endif
