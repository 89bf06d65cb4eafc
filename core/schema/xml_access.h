#pragma once
#include <functional>
#include <optional>
#include <string>

namespace mgc::schema {

/// Gives libxml2 the documents that may be reached by name while it lives, on this thread; every other file or address stays closed.
/// (libxml2 keeps one loader for the whole process; the first of these objects installs ours, which refuses everything else.)
class XmlAccess {
public:
    using Lookup = std::function<std::optional<std::string>(const std::string& address)>;
    explicit XmlAccess(Lookup lookup = {});
    ~XmlAccess();
    XmlAccess(const XmlAccess&) = delete;
    XmlAccess& operator=(const XmlAccess&) = delete;

private:
    Lookup m_lookup;
    const XmlAccess* m_outer;
    friend struct XmlAccessPoint;
};

}  // namespace mgc::schema
