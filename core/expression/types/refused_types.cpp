// Types that .NET has and Azure does not allow: the error names them instead of calling them unknown.
#include "expression/types/natives.h"

namespace mgc::expression {
namespace {

void describe(TypeRegistry& registry) {
    registry.define("System.Globalization", "CultureInfo", TypeKind::Class).definition().refused = true;
    registry.define("System.Globalization", "DateTimeStyles", TypeKind::Enum).definition().refused = true;
    for (const char* name : {"Environment", "Console", "Activator", "AppDomain", "GC"})
        registry.define("System", name, TypeKind::Class).definition().refused = true;
    for (const char* name : {"File", "Directory", "Path", "Stream", "MemoryStream", "StreamReader"})
        registry.define("System.IO", name, TypeKind::Class).definition().refused = true;
    for (const char* name : {"Thread", "Task"}) registry.define("System.Threading", name, TypeKind::Class).definition().refused = true;
    for (const char* name : {"HttpClient", "WebClient", "Dns"})
        registry.define("System.Net", name, TypeKind::Class).definition().refused = true;
}

}  // namespace

MGC_TYPE(refused_types, describe)

}  // namespace mgc::expression
