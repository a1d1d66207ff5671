/**
 * The corners of the GNU C preprocessor, each compared live with `gcc -E`: a name, the main file, and
 * the headers it includes, by path.
 */
export interface PreprocessorCase {
  readonly name: string;
  readonly text: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Read as strict ISO C: its name begins with "c17: ". */
  readonly isStrict: boolean;
}

/** `name` in the first line, the text below it; headers begin with a line `//- path`. */
function casesOf(table: string): PreprocessorCase[] {
  const blocks = table.split(/^=== /m).slice(1);
  return blocks.map((block) => {
    const newline = block.indexOf('\n');
    const [text = '', ...headers] = block.slice(newline + 1).split(/^\/\/- /m);
    const files = headers.map((header) => {
      const end = header.indexOf('\n');
      return [header.slice(0, end), header.slice(end + 1)] as const;
    });
    const name = block.slice(0, newline);
    const isStrict = name.startsWith('c17: ');
    return { name, text, files: Object.fromEntries(files), isStrict };
  });
}

const PASTING = `
=== paste two identifiers
#define CAT(a, b) a ## b
CAT(foo, bar) CAT(foo, 1) CAT(, bar) CAT(foo, ) CAT(,)
=== paste makes a macro name
#define AB ok
#define CAT(a, b) a ## b
CAT(A, B) CAT(A, B)x
=== pasted operands are not expanded
#define A x
#define B y
#define CAT(a, b) a ## b
#define XCAT(a, b) CAT(a, b)
CAT(A, B) XCAT(A, B)
=== paste numbers and exponents
#define CAT(a, b) a ## b
CAT(1, 2) CAT(1, e) CAT(1e, 5) CAT(0x, ff) CAT(1., f) CAT(., 5)
=== paste punctuators
#define CAT(a, b) a ## b
CAT(<, <) CAT(<<, =) CAT(-, >) CAT(+, +) CAT(|, |) CAT(#, #) CAT(<, :) CAT(%:, %:)
=== paste three
#define T(a, b, c) a ## b ## c
T(x, y, z) T(x, , z) T(, y, ) T(, , z) T(, , )
=== paste the first and last of several tokens
#define CAT(a, b) a ## b
CAT(1 2, 3 4) CAT((a), b) [CAT(x y,)] [CAT(, x y)]
=== paste in an object-like macro
#define HASHHASH # ## #
#define A x ## y
#define B 1 ## 2 ## 3
HASHHASH A B
=== hash_hash does not paste again
#define hash_hash # ## #
#define mkstr(a) # a
#define in_between(a) mkstr(a)
#define join(c, d) in_between(c hash_hash d)
char p[] = join(x, y);
=== paste string prefixes
#define CAT(a, b) a ## b
CAT(L, "x") CAT(u8, "x") CAT(L, 'x') CAT(u, 'y')
=== paste that fails keeps both
#define CAT(a, b) a ## b
CAT(x, +) CAT(+, x) CAT("a", "b") CAT(), () CAT(/, /) CAT(/, *) CAT(/, =)
=== paste that fails in a chain goes on
#define T(a, b, c) a ## b ## c
T(x, +, +) T(+, x, y) T(-, -, >)
=== consecutive paste operators
#define D(a, b) a ## ## b
D(x, y)
=== a pasted name is disabled inside itself
#define foo f ## oo bar
foo
=== a pasted argument of the macro in use
#define f(x) x f ## x
f(a) f() f(f)
=== paste after an expanded argument
#define f(x) x x##1 x
#define y z
f(y)
=== paste with the comma of another argument
#define P(a, b) a ## b, b ## a
P(1, 2)
=== paste a parameter with itself
#define TWICE(x) x ## x
TWICE(a) TWICE() TWICE(ab cd)
=== pasted function-like name is called
#define CALL(a, b) a ## b (1)
#define fg(x) <x>
CALL(f, g) CALL(f, h)
=== paste makes a keyword of the preprocessor only
#define CAT(a, b) a ## b
CAT(def, ined) CAT(__LI, NE__) CAT(__COUN, TER__)
=== paste with an empty macro
#define EMPTY
#define CAT(a, b) a ## b
CAT(x, EMPTY) CAT(EMPTY, EMPTY)
=== the standard's pasting example
#define t(x,y,z) x ## y ## z
int j[] = { t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), t(,,) };
=== white space around the paste operator
#define A(x,y)x##y
#define B(x,y)x	## 	y
A( a , b )B( c , d )
`;

const STRINGS = String.raw`
=== stringize spaces
#define S(x) #x
S(a) S( a ) S(a  b) S(a	b) S() S( ) S(a/**/b) S(a /* c */ b) S( /* c */ )
=== stringize over lines
#define S(x) #x
S(a
b
   c
)
=== stringize literals
#define S(x) #x
S("x") S("a\n") S('"') S('\'') S("\\") S("a" "b") S(L"x\0") S('\\')
=== stringize stray characters
#define S(x) #x
S(@) S(\) S(\\) S(a\) S(\ b) S($)
=== stringize punctuators and digraphs
#define S(x) #x
S(<:) S(%:) S(a<b) S(a < b) S(->) S(...) S(<%%>)
=== stringize does not expand
#define A b
#define S(x) #x
#define X(x) S(x)
S(A) X(A) S(S(A)) X(S(A)) X(A A) X(A/**/A)
=== stringize variadic
#define V(...) #__VA_ARGS__
#define W(a...) #a
V() V(a) V(a,b) V(a, b) V( a , b ) W() W(x,y) W( x , (y , z) )
=== stringize and paste
#define SP(a, b) #a ## b
#define PS(a) L ## #a
SP(x, ) PS(x) PS("y")
=== stringize what an expansion gave
#define S(x) #x
#define X(x) S(x)
#define f(a) <a>
#define EMPTY
X(f(1)) X(f( 1 )) X(f()) X(EMPTY) X(EMPTY a) X(a EMPTY b) X(-EMPTY-) X(f(EMPTY)f(x))
=== stringize names followed by spaces
#define S(x) #x
#define X(x) S(x)
#define obj  y
#define fn() y
X(obj obj) X( obj+obj ) X(fn ()) X(fn () fn()) X(fn x)
=== stringize with arguments of arguments
#define S(x) #x
#define X(...) S((__VA_ARGS__))
#define ID(x) x
X(ID(a),ID( b )) X(ID(ID(c) d)) X(a ID() b) X(a,ID(),b)
=== the stringizing example of the standard
#define str(s) # s
#define xstr(s) str(s)
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"
debug(1, 2);
fputs(str(strncmp("abc\0d", "abc", '\4') == 0) str(: @\n), s);
xstr(INCFILE(2).h)
glue(HIGH, LOW);
xglue(HIGH, LOW)
=== hash in an object-like macro
#define A # x
#define B #
A B
=== stringize a parameter called twice
#define S(x, y) #x#y # x
S(a b, c)
=== strings keep what looks like macros and comments
#define x y
"x" 'x' "/* x */" "// x" x
=== stringize UTF-8
#define S(x) #x
S(é) S("é") S(日本 語)
=== stringize a newline in an argument with a comment
#define S(x) #x
S(a // comment
b)
=== stringize numbers
#define S(x) #x
S(1.5e+3) S(0x1p-4) S(1 .5) S(..5) S(1...2)
`;

const RESCAN = `
=== direct recursion
#define foo foo
#define bar bar bar
foo bar
=== mutual recursion
#define x y
#define y x
x y x
=== the standard's rescanning example
#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x
f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x+(3,4)-w) | h 5) & m
(f)^m(m);
p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
char c[2][6] = { str(hello), str() };
=== the ambiguous nesting
#define f(a) a*g
#define g(a) f(a)
f(2)(9)
=== NIL and the disabled names
#define NIL(xxx) xxx
#define G_0(arg) NIL(G_1)(arg)
#define G_1(arg) NIL(arg)
G_0(42)
=== a name at the end of an expansion takes arguments from outside
#define f(x) [x]
#define g f
#define h(x) x f
g(1) h(2)(3) h(g)(4) g (5) h() (6)
=== a parenthesis from a macro does not call
#define LP (
#define RP )
#define f(x) [x]
f LP 1 RP
=== a parenthesis from a macro, rescanned
#define EMPTY
#define DEFER(id) id EMPTY
#define EXPAND(...) __VA_ARGS__
#define A() 123
DEFER(A)() EXPAND(DEFER(A)())
=== deferred recursion
#define EMPTY()
#define DEFER(id) id EMPTY()
#define OBSTRUCT(...) __VA_ARGS__ DEFER(EMPTY)()
#define EXPAND(...) __VA_ARGS__
#define REPEAT(n) n DEFER(REPEAT_)()(n)
#define REPEAT_() REPEAT
REPEAT(1) EXPAND(REPEAT(1)) EXPAND(EXPAND(REPEAT(1)))
=== evaluate many times
#define EVAL(...) EVAL1(EVAL1(EVAL1(__VA_ARGS__)))
#define EVAL1(...) EVAL2(EVAL2(EVAL2(__VA_ARGS__)))
#define EVAL2(...) __VA_ARGS__
#define E()
#define D(x) x E E()()
#define R(x) a D(R_)()(x)
#define R_() R
EVAL(R(1))
=== painted names stay painted
#define foo(x) bar x
foo(foo) (2)
#define id(x) x
id(foo(foo) (2)) id(id(id))(id)
=== painted in an argument
#define f(x) x
#define A f(A) B
#define B A
A B f(A) f(B)
=== macro disabled while its argument is collected
#define f(x) x + f
f(1)(2) f(f)(1) f(f(1))(2)
=== names of function-like macros alone
#define f(x) [x]
f f; f
g (f) f
+f
=== call over lines with comments
#define f(x, y) [x y]
f /* a */
  // b
( 1 /* , */ , // )
2 )
=== arguments with parentheses and commas
#define f(x, y) <x|y>
f((1, 2), [3) f((a,(b,c)),d) f({1,2})
=== nested calls of itself in arguments
#define max(a, b) ((a) > (b) ? (a) : (b))
max(max(1, 2), max(3, max(4, 5)))
=== empty arguments
#define f(x) [x]
#define g(x, y) [x|y]
#define z() [z]
f() f( ) g(,) g(a,) g(,b) g( , ) z() z( )
=== too few and too many arguments
#define f(x) [x]
#define g(x, y) [x|y]
#define z() [z]
f(1, 2) g(1) z(1) after
=== arguments that are not closed
#define f(x) [x]
before f(1
after
=== function-like name at the end of the file
#define f(x) [x]
f
=== object-like macro with parenthesis after a space
#define f (x) [x]
f f(1)
=== chains of object-like macros
#define a b
#define b c
#define c d
#define d a
a b c d
=== redefinition and undefinition
#define a 1
a
#undef a
a
#define a 2
a
#undef a
#undef never
=== redefinition the same and different
#define a 1 + 1
#define a 1  +  1
#define a 1 +1
a
=== definition of keywords
#define int long
#define if while
int if
=== macro used before its definition changes
#define A B
#define B 1
A
#undef B
#define B 2
A
=== macro names with dollar and UTF-8
#define $a 1
#define é 2
#define a$b 3
$a é a$b
=== an undefined macro in use
#define f(x) x
f(
#undef f
1) f(2)
=== function-like macro that gives a function-like name and its parenthesis
#define g(x) {x}
#define f(x) g x
#define h(x) g (x
f((1)) h(2))
=== argument expansion before substitution
#define a b
#define b c
#define f(x) x #x a
f(a) f(f(a))
=== an argument that ends in a function-like name
#define f(x) x
#define g(x) [x]
f(g)(1) f(f(g))(2) f(f(g)(3)) f(g (4))
=== padding keeps tokens apart
#define EMPTY
#define f(x) =x=
#define plus +
-EMPTY- +plus -f(-)- f(=)f(>) plus+ x EMPTY y
=== a macro that gives a comma
#define COMMA ,
#define two(a, b) [a|b]
#define call(x) two(x)
call(1 COMMA 2)
=== a disabled name pasted alive
#define CAT(a, b) a ## b
#define xy CAT(x, y) xy
xy
=== an unfinished call in an argument
#define f(x) [x]
#define g(x) <x>
g(f)(1) g(f (2)) g(g)(3) g(g (f)) (4)
`;

const VARIADIC = String.raw`
=== variadic with nothing, one, many
#define V(...) [__VA_ARGS__]
V() V(1) V(1,2) V(1 , 2 ,3) V(,) V((1,2),3)
=== variadic after a named parameter
#define V(a, ...) [a|__VA_ARGS__]
V(1) V(1,) V(1,2) V(1,2,3) V() V(,)
=== GNU comma deletion
#define P(f, ...) g(f, ## __VA_ARGS__)
P(1) P(1,) P(1,2) P(1,2,3) P() P(,)
=== GNU comma deletion with named rest
#define P(f, a...) g(f, ## a)
P(1) P(1,) P(1,2) P(1,2,3) P()
=== GNU comma deletion with the rest alone
#define P(...) g(0, ## __VA_ARGS__)
#define Q(a...) g(0 , ##a)
P() P(1) P(1,2) Q() Q(1) Q(,)
=== comma deletion with an empty macro
#define EMPTY
#define P(f, ...) g(f, ## __VA_ARGS__)
P(1, EMPTY) P(1, EMPTY EMPTY)
=== comma deletion does not expand the rest
#define X y
#define P(f, ...) g(f, ## __VA_ARGS__) h(__VA_ARGS__)
P(1, X) P(1, X, X)
=== comma deletion in the middle
#define P(f, ...) g(f, ## __VA_ARGS__ ## 1)
P(1) P(1, 2) P(1,)
=== paste before the comma
#define P(f, ...) f ## , ## __VA_ARGS__
P(1, 2)
=== named rest
#define V(a...) [a] #a
V() V(1) V(1, 2)
=== named rest and other parameter
#define V(x, rest...) x + rest
V(1) V(1, 2) V(1, 2, 3)
=== rest passed on
#define V(...) __VA_ARGS__
#define W(...) V(__VA_ARGS__)
#define F(a, b) [a|b]
#define C(...) F(__VA_ARGS__)
W(1, 2) C(1, 2) W(C(1,2), W(3))
=== count arguments
#define COUNT(...) COUNT_(__VA_ARGS__, 5, 4, 3, 2, 1, 0)
#define COUNT_(a, b, c, d, e, n, ...) n
COUNT(x) COUNT(x, y) COUNT(a, b, c, d, e) COUNT()
=== count arguments as the kernel does
#define __COUNT_ARGS(_0, _1, _2, _3, _4, _5, _n, X...) _n
#define COUNT_ARGS(X...) __COUNT_ARGS(, ##X, 5, 4, 3, 2, 1, 0)
#define __CONCAT(a, b) a ## b
#define CONCATENATE(a, b) __CONCAT(a, b)
COUNT_ARGS() COUNT_ARGS(a) COUNT_ARGS(a, b) CONCATENATE(f, COUNT_ARGS(1,2,3))(x)
=== is the argument defined, as the kernel asks
#define __ARG_PLACEHOLDER_1 0,
#define __take_second_arg(__ignored, val, ...) val
#define __or(x, y) ___or(x, y)
#define ___or(x, y) ____or(__ARG_PLACEHOLDER_##x, y)
#define ____or(arg1_or_junk, y) __take_second_arg(arg1_or_junk 1, y)
#define __is_defined(x) ___is_defined(x)
#define ___is_defined(val) ____is_defined(__ARG_PLACEHOLDER_##val)
#define ____is_defined(arg1_or_junk) __take_second_arg(arg1_or_junk 1, 0)
#define CONFIG_A 1
#define CONFIG_B_MODULE 1
#define IS_ENABLED(option) __or(__is_defined(option), __is_defined(option##_MODULE))
IS_ENABLED(CONFIG_A) IS_ENABLED(CONFIG_B) IS_ENABLED(CONFIG_C)
#if IS_ENABLED(CONFIG_A) && IS_ENABLED(CONFIG_B) && !IS_ENABLED(CONFIG_C)
yes
#endif
=== VA_OPT
#define F(a, ...) f(a __VA_OPT__(,) __VA_ARGS__)
F(1) F(1,) F(1, 2) F(1, 2, 3) F() F(,)
=== VA_OPT with an argument that expands to nothing
#define EMPTY
#define F(a, ...) f(a __VA_OPT__(, rest) __VA_ARGS__)
F(1, EMPTY) F(1, EMPTY EMPTY) F(1, EMPTY 2)
=== VA_OPT holding parentheses and parameters
#define F(a, ...) [__VA_OPT__((a, (__VA_ARGS__)) x)]
F(1) F(1, 2) F(1, 2, 3)
=== VA_OPT pasted left and right
#define L(a, ...) a ## __VA_OPT__(x y)
#define R(a, ...) __VA_OPT__(x y) ## a
#define B(a, ...) a ## __VA_OPT__(x) ## a
L(1) L(1,2) R(1) R(1,2) B(1) B(1,2)
=== VA_OPT pasted inside
#define F(a, ...) __VA_OPT__(a ## __VA_ARGS__ ## b)
#define G(a, ...) __VA_OPT__(x ## x) a
F(1) F(1,2) F(,2) G(1) G(1,2)
=== VA_OPT stringized
#define S(a, ...) #__VA_OPT__(a __VA_ARGS__ b)
S(1) S(1,2) S( 1 , 2 , 3 ) S(,) S(x, "y")
=== VA_OPT twice
#define F(...) __VA_OPT__(a) b __VA_OPT__(c)__VA_OPT__(d)
F() F(1)
=== VA_OPT with the GNU comma
#define F(a, ...) a, ## __VA_ARGS__ __VA_OPT__(; b)
F(1) F(1,2)
=== VA_OPT with named rest
#define F(a, rest...) a __VA_OPT__(,) rest
F(1) F(1,2)
=== VA_OPT before a paste
#define F(x, ...) x##__VA_OPT__(x) __VA_OPT__(x)##y __VA_OPT__(x z)##y __VA_OPT__()##y
F(p) F(p, q) F(, q) F(,)
#define G(x, ...) __VA_OPT__(1 x)##y __VA_OPT__(1 ## x)##y __VA_OPT__(x##x)##y a ## __VA_OPT__(1 x##x) ## a
G(p) G(p, q) G(, q) G(,)
=== assertions
#assert animal(cat)
#assert animal( grey  mouse )
#if #animal(cat) && #animal(grey mouse) && !#animal(greymouse) && #animal && !#plant
known
#endif
#unassert animal(cat)
#if #animal(cat) || !#animal
left
#endif
#unassert animal
#if #animal
none
#endif
#define cat dog
#assert animal(cat)
#if #animal(dog)
expanded
#endif
=== assertions that are none
#assert
#assert 3(x)
#assert animal
#assert animal(cat
#assert animal()
#unassert
#if #
wrong
#elif #animal(cat
wrong
#endif
=== the name of a file without its folder
__FILE_NAME__
#include "sub/name.h"
#line 3 "other/place.c"
__FILE_NAME__
#ifdef __FILE_NAME__
defined
#endif
//- sub/name.h
__FILE_NAME__
=== c17: trigraphs
int a ??( 3 ??) = ??< 1, 2 ??> ??' ??- ??! ???= ????= ??? ??
??=define CAT(a, b) a ??=??= b
#define STR(x) ??=x
CAT(x, y) STR(a??(b??)) STR("??!") "one ??/n two" '??''
// a comment that goes on ??/
in the next line
??=if ??-0 == ~0
__LINE__ "broken ??/
string"
??=endif
__LINE__
=== c17: the comma before an omitted rest
#define F(f, ...) g(f, ## __VA_ARGS__)
F(1) F(1, 2) F(1,)
=== a name of a header that is made a string
#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#define IN(folder, file) TEXT(folder/file)
IN(deep, er.h)
#include IN(deep, er.h)
#define er.h er . h
#include IN(deep , er.h)
#define ANGLED(a, b) <a/b>
#include ANGLED(deep, er.h)
//- deep/er.h
found
//- one/deep/er.h
found in one
=== definitions that are wrong and not used
#define F(a b) x
#define G(a, x
=== a wrong list of parameters
#define F(a, b, a) 1
#ifdef F
defined
#endif
F(1, 2, 3)
=== a hash before no parameter
#define F(x) # 3
#define G(x) #
F(1)
=== a paste at the end
#define F before
#define F(x) x ##
F
=== lists of parameters that are right
#define A() a
#define B( x ) x
#define C(x,y , z) z y x
#define D(...) __VA_ARGS__
#define E(x, ...) x
#define F(x...) x
#define G (x y) #
#define H(x) x # x
A() B(1) C(1, 2, 3) D(1, 2) E(1) F(1, 2) G H(5)
=== VA_OPT empty
#define F(a, ...) a ## __VA_OPT__() ## b [__VA_OPT__()]
F(1) F(1,2)
=== variadic macro called with a macro that holds commas
#define ARGS 1, 2
#define V(a, ...) [a|__VA_ARGS__]
#define X(...) V(__VA_ARGS__)
V(ARGS) X(ARGS) X(ARGS, 3)
=== rest in a string and expanded
#define LOG(fmt, ...) printf(fmt " " #__VA_ARGS__, ##__VA_ARGS__)
#define v 1
LOG("a") LOG("a", v) LOG("a", v, "b\n")
`;

const BUILTINS = String.raw`
=== COUNTER
__COUNTER__ __COUNTER__
#define C __COUNTER__
#define CAT_(a, b) a ## b
#define CAT(a, b) CAT_(a, b)
C C CAT(x, __COUNTER__) CAT(__COUNTER__, __COUNTER__)
#define T(x) x x #x
T(__COUNTER__) T(C)
=== COUNTER in a condition
#if __COUNTER__ == 0
zero __COUNTER__
#endif
=== LINE
__LINE__
__LINE__ __LINE__
#define L __LINE__
#define F(x) x __LINE__ L
L F(__LINE__) F(
__LINE__
) F(L
) __LINE__
=== LINE in nested calls over lines
#define ID(x) x
#define Q(c) c __LINE__
#define O Q(Q(1))
Q(
 Q(
  O ID(__LINE__)
 )
)
ID(ID(

O __LINE__
))
=== LINE through the GNU comma
#define P(f, ...) g(f, ##__VA_ARGS__)
#define R(f, ...) P(f, ##__VA_ARGS__)
#define L() __LINE__
R(1,
 L(), __LINE__)
=== LINE after a splice
a \
b __LINE__ \
c __LINE__
__LINE__
=== LINE and the function-like name from another macro
#define ID(x) x
#define L() __LINE__
#define G ID
G(

__LINE__ L())
L
()
=== line directive
#line 100
__LINE__
#line 200 "other.c"
__LINE__ __FILE__
#define N 300
#line N
__LINE__ __FILE__
=== line markers
# 33 "x.h"
__LINE__ __FILE__
# 44 "y\\z.c"
__LINE__ __FILE__
=== FILE and BASE_FILE and INCLUDE_LEVEL
__FILE__ __BASE_FILE__ __INCLUDE_LEVEL__
#include "sub/a.h"
__FILE__ __INCLUDE_LEVEL__
//- sub/a.h
__FILE__ __BASE_FILE__ __INCLUDE_LEVEL__
#include "../b.h"
#include "b.h"
//- b.h
top __FILE__ __INCLUDE_LEVEL__
//- sub/b.h
sub __FILE__ __INCLUDE_LEVEL__
=== built-in macros are defined
#if defined __LINE__ && defined(__FILE__) && defined __COUNTER__ && defined __has_include
yes
#endif
#ifdef __has_attribute
attribute
#endif
#ifdef __has_builtin
builtin
#endif
#ifndef __nonsense
nonsense
#endif
=== built-in macros redefined
#undef __FILE__
#define __FILE__ "mine"
__FILE__
#undef __COUNTER__
__COUNTER__
=== has_include
#if __has_include("one/a.h") && __has_include(<a.h>) && !__has_include("none.h")
yes
#endif
#define H "a.h"
#define HA <a.h>
#if __has_include(H)
macro
#endif
#if __has_include(HA)
angled
#endif
//- one/a.h
x
=== has_include_next
#include "a.h"
//- a.h
#if __has_include_next("a.h")
next
#include_next "a.h"
#endif
//- one/a.h
one
#if __has_include_next(<a.h>)
#include_next <a.h>
#endif
//- two/a.h
two
#if __has_include_next(<a.h>)
wrong
#endif
=== has_attribute
#if __has_attribute(packed) && __has_attribute(__packed__) && !__has_attribute(nonsense)
yes
#endif
#if __has_c_attribute(fallthrough)
c
#endif
#if __has_attribute(gnu::packed)
scoped
#endif
int x = __has_attribute(noreturn);
=== has_builtin
#if __has_builtin(__builtin_expect) && !__has_builtin(nonsense)
yes
#endif
int x = __has_builtin(__builtin_offsetof);
=== defined from an expansion
#define A defined(B)
#define B
#if A
yes
#endif
#define C defined
#if C B
yes too
#endif
=== Pragma operator
a _Pragma("GCC diagnostic push") b
#define P(x) _Pragma(#x)
P(GCC diagnostic ignored "-Wx") c
#define DO(x) before _Pragma("one") x after
DO(1)
=== Pragma operator in arguments
#define ID(x) [x]
#define P _Pragma("two") y
ID(_Pragma("one") x) ID(P)
=== Pragma operator with prefix and escapes
_Pragma(L"a \"b\" \\c") x
_Pragma("message \"hi\"") y
=== Pragma operator wrong
_Pragma x
_Pragma(1) y
=== pragma push_macro
#define A 1
#pragma push_macro("A")
#undef A
A
#define A 2
#pragma push_macro("A")
#define A 3
A
#pragma pop_macro("A")
A
#pragma pop_macro("A")
A
#pragma pop_macro("A")
A
=== pragma push_macro of nothing
#pragma push_macro("A")
#define A 1
A
#pragma pop_macro("A")
A
=== Pragma push_macro
#define A 1
_Pragma("push_macro(\"A\")")
#undef A
A
_Pragma("pop_macro(\"A\")")
A
=== pragmas that stay
#pragma pack(push, 1)
#pragma GCC visibility push(hidden)
#pragma STDC FP_CONTRACT ON
#define X y
#pragma X X
#pragma weak X
#pragma GCC optimize ("O2")
x
#pragma
=== pragmas that go
#include "p.h"
#pragma GCC poison foo
#pragma GCC warning "w"
x
//- p.h
#pragma once
#pragma GCC system_header
p
=== pragma with expansion
#define X "text"
#pragma message X
#pragma message("a" X)
#pragma redefine_extname X Y
=== ident
#ident "version 1"
#sccs "x"
a
=== DATE and TIME are strings
#define S(x) #x
#if defined(__DATE__) && defined(__TIME__) && defined(__TIMESTAMP__)
yes
#endif
`;

const DIRECTIVES = String.raw`
=== directives in arguments
#define f(x) [x]
f(1
#define y 2
y
#ifdef y
3
#else
4
#endif
)
=== undefinition in arguments
#define f(x) [x] y
#define y 1
f(y
#undef y
y)
=== pragma in arguments
#define f(x) [x]
a f(1
#pragma one
2
) b
=== include in arguments
#define f(x) [x]
f(
#include "a.h"
1)
//- a.h
inside
=== condition with a call in arguments
#define f(x) [x]
#define g(x) x
f(a
#if g(1) + g(g(1)) == 2
b
#elif g(0)
c
#endif
d) e
=== directive after a function-like name
#define f(x) [x]
f
#define z 1
(z)
=== directive lines with comments and spaces
  #  define  A  1 /* c
   d */ + 2
/* x */ # /* y */ define B 3 // z
A B
#
# /* nothing */
# // nothing
=== directive with a splice
#def\
ine A \
 1\
2
A
#if\
def A
yes
#endif
=== hash that is no directive
x # define A 1
A
#define H #
H define A 2
A
=== unknown directives
#nonsense a b
x
#if 0
#nonsense
#endif
=== include forms
#include "one/a.h"
#include <a.h>
#define Q "one/a.h"
#define A <a.h>
#define LT <
#define NAME a.h
#include Q
#include A
#include LT NAME>
//- one/a.h
a __INCLUDE_LEVEL__
=== include_next through three directories
#include <a.h>
//- a.h
main
#include_next <a.h>
//- one/a.h
one
#include_next <a.h>
//- two/a.h
two
=== include beside the including file
#include "sub/a.h"
//- sub/a.h
#include "b.h"
#include <b.h>
//- sub/b.h
beside
//- b.h
top
//- one/b.h
one
=== include guard
#include "a.h"
#include "a.h"
#undef A_H
#include "a.h"
//- a.h
#ifndef A_H
#define A_H
a
#endif
=== include guard with if
#include "a.h"
#include "a.h"
//- a.h
#if !defined(A_H)
#define A_H
a
#endif
=== no guard because of an else
#include "a.h"
#include "a.h"
//- a.h
#ifndef A_H
#define A_H
a
#else
again
#endif
=== no guard because of text after it
#include "a.h"
#include "a.h"
//- a.h
#ifndef A_H
#define A_H
a
#endif
text
=== pragma once and import
#include "a.h"
#include "a.h"
#import "b.h"
#include "b.h"
#include "c.h"
#import "c.h"
//- a.h
#pragma once
a
//- b.h
b
//- c.h
c
=== conditions nested
#if 1
a
#if 0
b
#if 1
c
#else
d
#endif
e
#elif 1
f
#else
g
#endif
h
#else
i
#endif
=== elif is not evaluated after a true group
#if 1
a
#elif 1/0
b
#elif nonsense(
c
#else
d
#endif
=== skipped groups may hold anything
#if 0
don't "x
#else what
#endif 'y
a
=== elifdef and elifndef
#if 0
a
#elifdef X
b
#elifndef X
c
#else
d
#endif
=== ifdef variants
#define A
#ifdef A
1
#endif
#ifndef A
2
#else
3
#endif
#ifdef A junk
4
#endif
=== an empty group and else alone
#if 0
#else
#endif
#if 1
#elif 1
#endif
x
=== skipped includes and errors
#if 0
#include "none.h"
#error no
#define
#else
ok
#endif
=== warning goes on
#warning look here
a
=== undef with junk
#define A 1
#undef A junk
A
=== assertion of the empty macro name
#define EMPTY
#if EMPTY 1
a
#endif
`;

const LEXING = String.raw`
=== splices in tokens
in\
t fo\
o = 1\
2 "a\
b" -\
> +\
+ /\
/ comment \
still
x /\
* y *\
/ z
=== splice with blanks behind it
a\ 
b
=== no trigraphs
??= ??( ??/ "??/"
=== digraphs
<: :> <% %> %: x
%:define A 1
A
%:%:
=== numbers
0x1e+2 1e+5 1.e-3 .5e10f 1..2 1_000 0b101 0x1p-3 1e 12abc 1e+ 1p+1
=== numbers and signs
1+2 1-2 0xe+1 0xf+1 x+1 1.+1
=== strings and characters
"a\"b" 'a\'b' "" '' L'x' u8"é" U"x" u'y' "\\" '"'
=== raw strings
R"(a "b" \n)" LR"x(a)" )x" R"(two
lines)" R "x"
=== unterminated character and string
a 'b c
d "e f
g
=== stray characters
@ $ \ a\b x\ y
=== comments
a/**/b a/***/b a/*/ */b a//b
a/* // */b a // /*
b "/*" '//' /* " */ c
=== maximal munch
a+++++b a---b x<<=y x>>=y a<-b ...... a.b..c ->* <:: %:%:
=== dollars and UTF-8 in identifiers
a$b $ $1 é naïve 日本
=== universal character names
\u00e9 a\u00e9b \U0001F600 \u12
=== vertical white space
abcd
=== prefix and a splice
L\
"x" u\
8"y"
=== comment in the middle of a directive
#define A /* one
two */ 1 /* three */
A
=== hash in the line
# define A(x) #x
A(#) A(##) # x
`;

const CONDITIONS = String.raw`
=== arithmetic
#if 1 + 2 * 3 == 7 && (1 + 2) * 3 == 9 && 7 / 2 == 3 && -7 / 2 == -3 && -7 % 3 == -1
yes
#endif
=== shifts
#if 1 << 4 == 16 && 16 >> 2 == 4 && -8 >> 1 == -4 && 1 << 63 < 0 && 1 << 64 == 0 && 8 >> -1 == 16
yes
#endif
#if 1u << 63 > 0 && -1 >> 63 == -1 && -1u >> 63 == 1
yes
#endif
=== bits
#if (6 & 3) == 2 && (6 | 3) == 7 && (6 ^ 3) == 5 && ~0 == -1 && ~0u == 0xffffffffffffffff
yes
#endif
=== unsigned propagates
#if -1 > 0u
a
#endif
#if -1 < 0
b
#endif
#if (1 ? -1 : 0u) > 0
c
#endif
#if 0 - 1u > 0
d
#endif
#if (-1 || 0u) > -2
e
#endif
=== large numbers
#if 0x7fffffffffffffff + 1 < 0
a
#endif
#if 0xffffffffffffffff == -1
b
#endif
#if 18446744073709551615u == 0xffffffffffffffff
c
#endif
#if 0xffffffffffffffff > 0
d
#endif
#if 9223372036854775808 > 0
e
#endif
=== suffixes
#if 1u == 1 && 1l == 1 && 1ul == 1 && 1LU == 1 && 1ll == 1 && 1ULL == 1 && 1LLU == 1
yes
#endif
#if 1lL
no
#endif
#if 1f
no
#endif
=== bases
#if 010 == 8 && 0x10 == 16 && 0b11 == 3 && 0XfF == 255 && 0 == 00
yes
#endif
#if 08
no
#endif
=== comparison and logic
#if 1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3 && 1 != 2 && !0 && !!5 == 1 && !(1 == 2)
yes
#endif
=== conditional operator
#if (1 ? 2 : 3) == 2 && (0 ? 1 : 0 ? 2 : 3) == 3 && (1 ? 1, 2 : 3) == 2
yes
#endif
=== what is not evaluated may be wrong
#if 0 && 1 / 0
no
#elif 1 || 1 % 0
yes
#endif
#if 1 ? 2 : 1 / 0
yes
#endif
#if 0 ? 1 / 0 : 1
yes
#endif
=== division by zero
#if 1 / 0
a
#else
b
#endif
=== identifiers are zero
#if foo == 0 && !bar && int == 0
yes
#endif
=== true and false are identifiers
#if true
no
#else
yes
#endif
=== characters
#if 'a' == 97 && '\n' == 10 && '\x41' == 65 && '\101' == 65 && '\\' == 92 && '\'' == 39
yes
#endif
#if 'ab' == 24930 && 'abcd' == 1633837924 && '\0' == 0
yes
#endif
#if '\377' < 0
signed
#endif
#if L'a' == 97 && u'b' == 98 && U'c' == 99 && L'\xffff' > 0 && '\e' == 27
yes
#endif
=== strings and floats are wrong
#if "a"
no
#endif
#if 1.0
no
#endif
x
=== syntax errors
#if
no
#endif
#if 1 +
no
#endif
#if (1
no
#endif
#if 1)
no
#endif
#if 1 2
no
#endif
#if 1 = 1
no
#endif
#if ? 1 : 2
no
#endif
ok
=== defined
#define A
#if defined A && defined(A) && !defined B && !defined(B) && defined ( A )
yes
#endif
#if defined
no
#endif
#if defined(
no
#endif
=== macros in conditions
#define VERSION(a, b, c) (((a) << 16) + ((b) << 8) + (c))
#define CODE VERSION(6, 12, 1)
#if CODE >= VERSION(6, 12, 0) && CODE < VERSION(6, 13, 0)
yes
#endif
=== function-like macro without parenthesis in a condition
#define f(x) 1
#if f
no
#else
yes
#endif
#if f(
no
#endif
x
=== unary chains
#if - - 1 == 1 && !-1 == 0 && ~-1 == 0 && +1 == 1 && -(-(1)) == 1
yes
#endif
=== precedence
#if 1 | 2 ^ 3 & 4 == 4
yes
#endif
#if 2 + 3 << 1 == 10 && (1 < 2) == 1 && 1 == 2 < 3
yes
#endif
#if 1 || 0 && 0
yes
#endif
=== comma
#if (1, 0)
no
#else
yes
#endif
=== poison in a condition
#pragma GCC poison bad
#ifdef bad
no
#endif
x
=== conditional groups left open
#if 1
a
#if 0
b
=== endif and else alone
#endif
#else
a
=== else after else
#if 0
a
#else
b
#else
c
#endif
d
`;

/** All cases, in the order of the list above. */
export const CASES: readonly PreprocessorCase[] = [
  ...casesOf(PASTING),
  ...casesOf(STRINGS),
  ...casesOf(RESCAN),
  ...casesOf(VARIADIC),
  ...casesOf(BUILTINS),
  ...casesOf(DIRECTIVES),
  ...casesOf(LEXING),
  ...casesOf(CONDITIONS),
];
