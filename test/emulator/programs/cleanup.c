#include <stdio.h>
#include <stdlib.h>
static void done(int *p) { printf("done %d\n", *p); }
static void freep(char **p) { printf("free %s\n", *p); free(*p); }
#define GUARD(n) int n __attribute__((cleanup(done)))
static int early(int a)
{
  if (a == 0) return 0;
  GUARD(x) = a;
  if (a == 1) return x++;
  {
    GUARD(y) = a * 10;
    if (a == 2) goto out;
    for (int i = 0; i < 3; i++) {
      GUARD(z) = i;
      if (i == 1) continue;
      if (a == 3 && i == 2) break;
      if (a == 4 && i == 2) return y;
    }
  }
out:
  printf("out\n");
  return x;
}
static int again(int n)
{
  int r = 0;
again:;
  GUARD(v) = n;
  if (n-- > 0) goto again;
  return r;
}
static int value(int a) { int r = ({ GUARD(q) = a; q + 1; }); return r; }
static int forinit(void) { for (GUARD(k) = 0; k < 2; k++) printf("loop %d\n", k); return 1; }
static int sw(int a) { switch (a) { case 0: { GUARD(s0) = 100; printf("zero\n"); break; } case 1: { GUARD(s1) = 101; printf("one\n"); } default: printf("more\n"); } return 0; }
static char *dup(const char *s) { char *p = malloc(4); p[0] = s[0]; p[1] = 0; return p; }
static void two(void) { char *a __attribute__((cleanup(freep))) = dup("a"); char *b __attribute__((cleanup(freep))) = dup("b"); }
int main(void)
{
  for (int i = 0; i < 6; i++) printf("= %d\n", early(i));
  printf("= %d\n", again(2));
  printf("= %d\n", value(5));
  printf("= %d\n", forinit());
  sw(0); sw(1); sw(2);
  two();
  return 0;
}
