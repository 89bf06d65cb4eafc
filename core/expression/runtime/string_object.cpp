#include "expression/runtime/string_object.h"

#include <cstring>
#include <new>

#include "expression/check/type_system.h"
#include "expression/runtime/limits.h"
#include "expression/runtime/text.h"

namespace mgc::expression {

StringObject* StringObject::allocate(std::size_t size) {
    checkStringSize(size);
    void* memory = ::operator new(sizeof(StringObject) + size);
    return new (memory) StringObject(size);
}

StringObject* StringObject::make(std::string_view text) {
    StringObject* made = allocate(text.size());
    if (!text.empty()) std::memcpy(made->characters(), text.data(), text.size());
    made->m_ascii = isAscii(text);
    return made;
}

StringObject* StringObject::concat(std::string_view left, std::string_view right) {
    if (!right.empty() && static_cast<unsigned char>(right[0]) == 0xED) {  // a surrogate pair may meet at the seam
        std::string joined(left);
        appendUtf8(joined, right);
        return make(joined);
    }
    StringObject* made = allocate(left.size() + right.size());
    if (!left.empty()) std::memcpy(made->characters(), left.data(), left.size());
    if (!right.empty()) std::memcpy(made->characters() + left.size(), right.data(), right.size());
    made->m_ascii = isAscii(made->view());
    return made;
}

StringObject::~StringObject() { delete m_wide.load(std::memory_order_acquire); }

const Type* StringObject::type() const { return types().string; }

bool StringObject::equals(const Object& other) const {
    const auto* text = dynamic_cast<const StringObject*>(&other);
    return text && text->view() == view();
}

const std::u16string& StringObject::wide() const {
    const std::u16string* wide = m_wide.load(std::memory_order_acquire);
    if (wide) return *wide;
    auto made = std::make_unique<const std::u16string>(toUtf16(view()));
    const std::u16string* expected = nullptr;
    if (m_wide.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel)) return *made.release();
    return *expected;
}

std::string StringObject::slice(std::size_t begin, std::size_t count) const {
    if (m_ascii) return std::string(view().substr(begin, count));
    return toUtf8(std::u16string_view(wide()).substr(begin, count));
}

Value Value::text(std::string_view text) { return Value::string(StringObject::make(text)); }
Value textValue(std::u16string_view units) { return Value::text(toUtf8(units)); }

}  // namespace mgc::expression
