// A clang plugin that prints every member access written in the main file, one JSON object a line,
// as docs/accesses.md defines it. clang's own JSON dump of mm/memory.c is 1.9 GB and names no member
// of an offsetof; this prints only what is compared.
//
//   clang-19 -fplugin=./clang-accesses.so -fsyntax-only FLAGS FILE

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <optional>
#include <string>
#include <tuple>

using namespace clang;

namespace {

// Kinds in the order of their priority when several uses share a token.
enum Kind { Write, ReadWrite, Address, Read, OffsetOf, Designator, Unevaluated };
const char *const KindNames[] = {"write",    "readwrite",  "address",    "read",
                                 "offsetof", "designator", "unevaluated"};

// Macro names at the places where they were expanded: is the macro a renaming, that is, object-like
// with a body of exactly one token?
using Renamings = std::map<SourceLocation, bool>;

class MacroWatcher : public PPCallbacks {
public:
  explicit MacroWatcher(Renamings &Renames) : Renames(Renames) {}

  void MacroExpands(const Token &Name, const MacroDefinition &Definition, SourceRange,
                    const MacroArgs *) override {
    const MacroInfo *Info = Definition.getMacroInfo();
    Renames[Name.getLocation()] =
        Info != nullptr && Info->isObjectLike() && Info->getNumTokens() == 1;
  }

private:
  Renamings &Renames;
};

// One output line: a written token and a record.
struct Access {
  std::string Field, Spelled;
  Kind K;
  bool Arrow, InMacroArg;
};
using Accesses = std::map<std::tuple<unsigned, unsigned, std::string>, Access>;

// Where a token was written, found from the token outward.
struct Written {
  SourceLocation Place;
  bool InMacroArg;
};

// The record that a type is or points to, without qualifiers, typedefs and array dimensions.
const RecordDecl *recordOf(QualType Type) {
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  else if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
    Type = Array->getElementType();
  const auto *Record = Type->getAs<RecordType>();
  return Record == nullptr ? nullptr : Record->getDecl();
}

// The record in which a member is declared, looking through anonymous records outward.
const RecordDecl *namedParent(const FieldDecl *Field) {
  const RecordDecl *Record = Field->getParent();
  while (Record->isAnonymousStructOrUnion()) {
    const auto *Outer = dyn_cast<RecordDecl>(Record->getDeclContext());
    if (Outer == nullptr)
      break;
    Record = Outer;
  }
  return Record;
}

std::string nameOf(const RecordDecl *Record) {
  if (Record == nullptr)
    return "<anon>";
  if (Record->getIdentifier() != nullptr)
    return (Record->getKindName() + " " + Record->getName()).str();
  if (const TypedefNameDecl *Typedef = Record->getTypedefNameForAnonDecl())
    return Typedef->getName().str();
  return "<anon>";
}

bool isUnnamedMember(const MemberExpr *E) {
  const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
  return Field != nullptr && Field->getIdentifier() == nullptr;
}

// The array lvalue under an implicit decay, or null.
Expr *decayedArray(Expr *E) {
  auto *Cast = dyn_cast<ImplicitCastExpr>(E->IgnoreParens());
  while (Cast != nullptr && Cast->getCastKind() == CK_NoOp)
    Cast = dyn_cast<ImplicitCastExpr>(Cast->getSubExpr()->IgnoreParens());
  if (Cast == nullptr || Cast->getCastKind() != CK_ArrayToPointerDecay)
    return nullptr;
  return Cast->getSubExpr();
}

class AccessVisitor : public RecursiveASTVisitor<AccessVisitor> {
  using Base = RecursiveASTVisitor<AccessVisitor>;

public:
  AccessVisitor(const SourceManager &Sources, const Renamings &Renames, Accesses &Found)
      : Sources(Sources), Renames(Renames), Found(Found) {}

  // Parents are visited before their children: they say what happens to the lvalue below them.

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isCompoundAssignmentOp())
      mark(E->getLHS(), ReadWrite);
    else if (E->isAssignmentOp())
      mark(E->getLHS(), Write);
    return true;
  }

  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      mark(E->getSubExpr(), ReadWrite);
    else if (E->getOpcode() == UO_AddrOf)
      mark(E->getSubExpr(), Address);
    else if (E->getOpcode() == UO_Deref)
      markUse(E);
    return true;
  }

  bool VisitArraySubscriptExpr(ArraySubscriptExpr *E) {
    markUse(E);
    return true;
  }

  bool VisitGCCAsmStmt(GCCAsmStmt *S) {
    for (unsigned I = 0; I < S->getNumOutputs(); ++I)
      mark(S->getOutputExpr(I), S->getOutputConstraint(I).starts_with("+") ? ReadWrite : Write);
    for (unsigned I = 0; I < S->getNumInputs(); ++I) {
      Expr *Input = S->getInputExpr(I);
      Expr *Array = decayedArray(Input);
      mark(Array != nullptr ? Array : Input, Read);
    }
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    markUse(E);
    if (!isUnnamedMember(E))
      list(E->getMemberLoc(), E->getMemberDecl()->getName(), writtenRecord(E), isArrow(E),
           UnevaluatedDepth > 0 ? Unevaluated : Kinds[E]);
    return true;
  }

  bool VisitOffsetOfExpr(OffsetOfExpr *E) {
    const RecordDecl *Record = nullptr;
    for (unsigned I = 0; I < E->getNumComponents(); ++I) {
      const OffsetOfNode &Node = E->getComponent(I);
      if (Node.getKind() != OffsetOfNode::Field)
        continue;
      const FieldDecl *Field = Node.getField();
      if (Record == nullptr)
        Record = namedParent(Field);
      // An anonymous member's step: the written member keeps the outer record.
      if (Field->getIdentifier() == nullptr)
        continue;
      list(Node.getEndLoc(), Field->getName(), Record, false, OffsetOf);
      Record = nullptr;
    }
    return true;
  }

  bool VisitDesignatedInitExpr(DesignatedInitExpr *E) {
    const RecordDecl *Record = nullptr;
    for (const DesignatedInitExpr::Designator &D : E->designators()) {
      if (!D.isFieldDesignator())
        continue;
      const FieldDecl *Field = D.getFieldDecl();
      if (Field == nullptr) {
        ++Unresolved;
        continue;
      }
      if (Record == nullptr)
        Record = namedParent(Field);
      if (Field->getIdentifier() == nullptr)
        continue;
      list(D.getFieldLoc(), Field->getName(), Record, false, Designator);
      Record = nullptr;
    }
    return true;
  }

  // A record or enum that is defined inside a type name (`sizeof(struct { … })`) hangs on no
  // declaration that the traversal visits.
  bool VisitTagTypeLoc(TagTypeLoc Type) {
    return !Type.isDefinition() || TraverseDecl(Type.getDecl());
  }

  bool VisitRecoveryExpr(RecoveryExpr *) {
    ++Unresolved;
    return true;
  }

  // Unevaluated operands.

  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *E) {
    return unevaluated([&] { return Base::TraverseUnaryExprOrTypeTraitExpr(E); });
  }

  bool TraverseTypeOfExprTypeLoc(TypeOfExprTypeLoc Type) {
    return unevaluated([&] { return Base::TraverseTypeOfExprTypeLoc(Type); });
  }

  bool TraverseGenericSelectionExpr(GenericSelectionExpr *E) {
    if (E->isExprPredicate())
      unevaluated([&] { return TraverseStmt(E->getControllingExpr()); });
    for (const GenericSelectionExpr::Association &Choice : E->associations()) {
      if (const TypeSourceInfo *Type = Choice.getTypeSourceInfo())
        unevaluated([&] { return TraverseTypeLoc(Type->getTypeLoc()); });
      auto Visit = [&] { return TraverseStmt(Choice.getAssociationExpr()); };
      Choice.isSelected() ? Visit() : unevaluated(Visit);
    }
    return true;
  }

  bool TraverseChooseExpr(ChooseExpr *E) {
    TraverseStmt(E->getCond());
    bool First = E->isConditionTrue();
    TraverseStmt(First ? E->getLHS() : E->getRHS());
    return unevaluated([&] { return TraverseStmt(First ? E->getRHS() : E->getLHS()); });
  }

  unsigned unresolved() const { return Unresolved; }

private:
  template <typename Action> bool unevaluated(Action Visit) {
    ++UnevaluatedDepth;
    bool Result = Visit();
    --UnevaluatedDepth;
    return Result;
  }

  // The kind of a path that no parent gave one: its value is used.
  void markUse(Expr *E) {
    if (Kinds.find(E) == Kinds.end())
      mark(E, E->getType()->isArrayType() ? Address : Read);
  }

  // Gives all members on the lvalue path that ends at E the kind that the path's end has.
  void mark(Expr *E, Kind K) {
    while (E != nullptr)
      E = inward(E, K);
  }

  // One step of an lvalue path from its end towards its base; null where the path begins.
  Expr *inward(Expr *E, Kind K) {
    Kinds[E] = K;
    if (auto *Paren = dyn_cast<ParenExpr>(E))
      return Paren->getSubExpr();
    if (auto *Member = dyn_cast<MemberExpr>(E))
      return Member->isArrow() ? decayedArray(Member->getBase()) : Member->getBase();
    if (auto *Index = dyn_cast<ArraySubscriptExpr>(E))
      return decayedArray(Index->getBase());
    if (auto *Unary = dyn_cast<UnaryOperator>(E)) {
      if (Unary->getOpcode() == UO_Extension)
        return Unary->getSubExpr();
      return Unary->getOpcode() == UO_Deref ? decayedArray(Unary->getSubExpr()) : nullptr;
    }
    if (auto *Generic = dyn_cast<GenericSelectionExpr>(E))
      return Generic->getResultExpr();
    if (auto *Choose = dyn_cast<ChooseExpr>(E))
      return Choose->getChosenSubExpr();
    if (auto *Cast = dyn_cast<ImplicitCastExpr>(E))
      return Cast->isGLValue() || Cast->getCastKind() == CK_LValueToRValue ? Cast->getSubExpr()
                                                                          : nullptr;
    return nullptr;
  }

  // The record that the access was written on: steps through unnamed members are implicit.
  const RecordDecl *writtenRecord(const MemberExpr *E) {
    return recordOf(outermostStep(E)->getBase()->getType());
  }

  bool isArrow(const MemberExpr *E) { return outermostStep(E)->isArrow(); }

  const MemberExpr *outermostStep(const MemberExpr *E) {
    while (const auto *Step = dyn_cast<MemberExpr>(E->getBase()->IgnoreParenImpCasts())) {
      if (!isUnnamedMember(Step))
        break;
      E = Step;
    }
    return E;
  }

  std::optional<Written> written(SourceLocation Place) {
    bool InMacroArg = false;
    while (Place.isMacroID()) {
      if (Sources.isMacroArgExpansion(Place)) {
        InMacroArg = true;
        Place = Sources.getImmediateSpellingLoc(Place);
        continue;
      }
      if (Sources.isWrittenInScratchSpace(Sources.getSpellingLoc(Place)))
        return std::nullopt;
      SourceLocation Name = Sources.getImmediateExpansionRange(Place).getBegin();
      auto Renaming = Renames.find(Name);
      if (Renaming == Renames.end() || !Renaming->second)
        return std::nullopt;
      Place = Name;
    }
    if (!Place.isValid() || Sources.getFileID(Place) != Sources.getMainFileID())
      return std::nullopt;
    return Written{Place, InMacroArg};
  }

  void list(SourceLocation Token, StringRef Field, const RecordDecl *Record, bool Arrow, Kind K) {
    std::optional<Written> Where = written(Token);
    if (!Where)
      return;
    auto Key = std::make_tuple(Sources.getSpellingLineNumber(Where->Place),
                               Sources.getSpellingColumnNumber(Where->Place), nameOf(Record));
    Access New{Field.str(), spelling(Where->Place), K, Arrow, Where->InMacroArg};
    auto [Entry, Inserted] = Found.emplace(Key, New);
    if (Inserted)
      return;
    Access &Old = Entry->second;
    Old.K = std::min(Old.K, K);
    Old.Arrow |= Arrow;
    Old.InMacroArg |= Where->InMacroArg;
  }

  std::string spelling(SourceLocation Place) {
    LangOptions Options;
    return Lexer::getSpelling(Place, Scratch, Sources, Options).str();
  }

  const SourceManager &Sources;
  const Renamings &Renames;
  Accesses &Found;
  std::map<const Expr *, Kind> Kinds;
  SmallString<64> Scratch;
  unsigned UnevaluatedDepth = 0;
  unsigned Unresolved = 0;
};

void print(const Accesses &Found) {
  for (const auto &[Key, A] : Found) {
    llvm::outs() << "{\"line\":" << std::get<0>(Key) << ",\"col\":" << std::get<1>(Key)
                 << ",\"field\":\"" << A.Field << "\"";
    if (A.Spelled != A.Field)
      llvm::outs() << ",\"spelled\":\"" << A.Spelled << "\"";
    llvm::outs() << ",\"record\":\"" << std::get<2>(Key)
                 << "\",\"arrow\":" << (A.Arrow ? "true" : "false") << ",\"kind\":\""
                 << KindNames[A.K] << "\",\"in_macro_arg\":" << (A.InMacroArg ? "true" : "false")
                 << "}\n";
  }
}

class AccessConsumer : public ASTConsumer {
public:
  explicit AccessConsumer(CompilerInstance &Compiler) : Compiler(Compiler) {
    Compiler.getPreprocessor().addPPCallbacks(std::make_unique<MacroWatcher>(Renames));
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    const SourceManager &Sources = Context.getSourceManager();
    AccessVisitor Visitor(Sources, Renames, Found);
    for (Decl *D : Context.getTranslationUnitDecl()->decls())
      if (Sources.isInMainFile(Sources.getExpansionLoc(D->getLocation())))
        Visitor.TraverseDecl(D);
    print(Found);
    // What clang could not resolve would be missing above: the caller must know.
    llvm::outs() << "{\"unresolved\":" << Visitor.unresolved()
                 << ",\"errors\":" << Compiler.getDiagnostics().getClient()->getNumErrors()
                 << "}\n";
  }

private:
  CompilerInstance &Compiler;
  Renamings Renames;
  Accesses Found;
};

class AccessAction : public PluginASTAction {
protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler, StringRef) override {
    return std::make_unique<AccessConsumer>(Compiler);
  }
  bool ParseArgs(const CompilerInstance &, const std::vector<std::string> &) override {
    return true;
  }
  ActionType getActionType() override { return ReplaceAction; }
};

FrontendPluginRegistry::Add<AccessAction> Registered("ptdesc-accesses", "prints member accesses");

} // namespace
